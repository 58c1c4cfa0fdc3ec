// A number that is typed or stepped with the arrow keys. One plain input, because a form can have dozens of them.
import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

interface NumberFieldProps extends Pick<TextInputProps, 'label' | 'aria-label' | 'w'> {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly maximum: number;
  readonly decimals?: 0 | 2;
}

export function NumberField({ value, onChange, maximum, decimals = 0, ...field }: NumberFieldProps) {
  // While somebody types, their text stands as it is.
  const [typed, setTyped] = useState<string | null>(null);
  const scale = 10 ** decimals;
  const step = decimals === 0 ? 1 : 0.05;
  const put = (next: number) => {
    if (Number.isFinite(next)) onChange(Math.round(Math.min(maximum, Math.max(0, next)) * scale) / scale);
  };
  return (
    <TextInput
      {...field}
      inputMode={decimals === 0 ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={typed ?? value.toFixed(decimals)}
      onChange={(event) => {
        const text = event.currentTarget.value.replace(decimals === 0 ? /\D/g : /[^\d.]/g, '');
        setTyped(text);
        put(Number(text));
      }}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => {
        const steps = { ArrowUp: step, ArrowDown: -step }[event.key];
        if (steps === undefined) return;
        event.preventDefault();
        setTyped(null);
        put(value + steps);
      }}
    />
  );
}
