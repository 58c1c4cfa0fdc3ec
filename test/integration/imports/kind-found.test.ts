// Which kind of rows a sheet holds is found by its columns, whatever language they are in.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportKind } from '../../../shared/vocabulary.ts';
import { stageText } from '../../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeAll(async () => {
  t = await openTemporaryProgram();
});
afterAll(() => t.close());

const HEADERS: readonly (readonly [ImportKind, string])[] = [
  ['contacts', 'Name,Email,Title,Phone,Company'],
  ['contacts', 'Contact person;Mobile;E-Mail;Position;Organisation;Comments'],
  ['contacts', '姓名,邮箱,职位,手机,公司'],
  ['contacts', '联系人,电话,单位,备注'],
  ['activities', 'Date,Type,Title,Partner,Notes'],
  ['activities', 'When,Subject,Company,Participants,Outcome,Next steps,Due date'],
  ['activities', '日期,活动类型,主题,合作伙伴,参会人员,结果'],
  ['activities', '会议日期,事项,公司,下一步,跟进日期'],
  ['partners', 'Name,Type,Tier,Status,Owner,Region,Website,Contact,Contact email'],
  ['partners', 'Company,Tier,Owner,Joined'],
  ['partners', '公司名称,类型,等级,负责人,邮箱域名,加入日期,联系人'],
  ['partners', '名称,状态,地区,网站,合作领域,备注'],
  ['contributions', 'id,email,login,kind,date,title,link,complexity'],
  ['contributions', 'Name,E-mail,Type,Date,Title,Link'],
  ['contributions', '姓名,邮箱,类型,日期,标题'],
  ['contributions', '编号,贡献者,账号,贡献类型,合并日期,标题,链接,复杂度'],
  ['people', 'email,company,from,until'],
  ['people', '邮箱,姓名,雇主,入职日期,离职日期'],
  ['same_people', 'proper name,proper email,commit name,commit email'],
  ['same_people', '规范姓名,规范邮箱,提交姓名,提交邮箱'],
];

test.each(HEADERS)('%s: %s', async (kind, header) => {
  const stagedFileId = await stageText(t, `${header}\n`);
  expect((await t.client.imports.inspect({ stagedFileId })).kind).toBe(kind);
});
