// A month to choose a day from, in the program's language. Loaded when somebody opens one.
import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/zh-cn';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../app/language.ts';
import { formatDay } from './format.ts';

export function DayCalendar({ value, onChoose }: { value: string | null; onChoose: (day: string) => void }) {
  const { t } = useTranslation('ui');
  const chinese = currentLanguage() === 'zh-CN';
  return (
    <DatePicker
      value={value}
      defaultDate={value ?? undefined}
      getDayAriaLabel={formatDay}
      onChange={(day) => day && onChoose(day)}
      // Escape closes the calendar, not the drawer that it stands in.
      __stopPropagation
      hideOutsideDates
      weekendDays={[]}
      locale={chinese ? 'zh-cn' : 'en'}
      monthLabelFormat={chinese ? 'YYYY年M月' : 'MMMM YYYY'}
      yearLabelFormat={chinese ? 'YYYY年' : 'YYYY'}
      ariaLabels={{
        monthLevelControl: t('calendar.chooseMonth'),
        yearLevelControl: t('calendar.chooseYear'),
        nextMonth: t('calendar.nextMonth'),
        previousMonth: t('calendar.previousMonth'),
        nextYear: t('calendar.nextYear'),
        previousYear: t('calendar.previousYear'),
        nextDecade: t('calendar.nextDecade'),
        previousDecade: t('calendar.previousDecade'),
      }}
    />
  );
}
