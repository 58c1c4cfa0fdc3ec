// A day: typed as in the program's language or as 2026-03-31, or chosen from a calendar that the keyboard reaches too. Its value is the day,
// '' for none, or what was typed where that is no day, so that the form can say so.
import { ActionIcon, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../shared/values/day.ts';
import { readDayText } from '../../shared/values/day-text.ts';
import { formatDay } from './format.ts';

const DayCalendar = lazy(() => import('./DayCalendar.tsx').then((file) => ({ default: file.DayCalendar })));

type Passed = 'label' | 'aria-label' | 'description' | 'placeholder' | 'required' | 'error' | 'w' | 'onFocus';
interface DayFieldProps extends Pick<TextInputProps, Passed> {
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly onBlur?: (event: never) => void;
}

export function DayField({ value, onChange, onBlur, error, ...field }: DayFieldProps) {
  const { t } = useTranslation('ui');
  // While somebody types, their text stands as it is.
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const type = (text: string) => {
    setTyped(text);
    const day = readDayText(text);
    if (day) onChange(day);
    else if (text.trim() === '') onChange('');
  };
  const settle = () => {
    if (typed !== null && typed.trim() !== '' && !readDayText(typed)) onChange(typed);
    setTyped(null);
  };
  const unread = typed === null && value !== '' && !isDay(value) ? t('failures:rules.not_a_day') : undefined;
  const name = field.label ?? field['aria-label'];
  return (
    <TextInput
      {...field}
      autoComplete="off"
      spellCheck={false}
      placeholder={field.placeholder ?? t('dayExample')}
      value={typed ?? (isDay(value) ? formatDay(value) : value)}
      error={error ?? unread}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={(event) => {
        settle();
        onBlur?.(event as never);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
      rightSection={
        <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-end" shadow="md">
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={typeof name === 'string' ? t('chooseDayOf', { field: name }) : t('chooseDay')}
              onClick={() => setOpen(!open)}
            >
              <IconCalendar size={16} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <Suspense>
              {open && (
                <DayCalendar
                  value={isDay(value) ? value : null}
                  onChoose={(day) => {
                    setTyped(null);
                    onChange(day);
                    setOpen(false);
                  }}
                />
              )}
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}
