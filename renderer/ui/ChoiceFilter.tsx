// A filter over a closed list of words: several may be chosen; what is chosen shows on the button.
import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { formatNumber, labelled } from './format.ts';

export function ChoiceFilter<Word extends string>(props: {
  label: string;
  words: readonly Word[];
  wordOf: (word: Word) => string;
  chosen: readonly Word[];
  onChoose: (chosen: Word[]) => void;
}) {
  const { label, words, wordOf, chosen, onChoose } = props;
  const summary =
    chosen.length === 0 ? label : labelled(label, chosen.length === 1 && chosen[0] ? wordOf(chosen[0]) : formatNumber(chosen.length));
  return (
    <Popover position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button px="sm" fw={500} variant={chosen.length > 0 ? 'light' : 'default'} rightSection={<IconChevronDown size={14} aria-hidden />}>
          {summary}
        </Button>
      </Popover.Target>
      <Popover.Dropdown mah={360} style={{ overflow: 'auto' }}>
        <Stack gap={8}>
          {words.map((word) => (
            <Checkbox
              key={word}
              label={wordOf(word)}
              checked={chosen.includes(word)}
              onChange={(event) => onChoose(event.currentTarget.checked ? [...chosen, word] : chosen.filter((one) => one !== word))}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
