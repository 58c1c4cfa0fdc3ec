// Details or a form beside the page, which keeps its place. Draw it only while it is open.
import { Drawer, type DrawerProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOverlay } from './use-overlay.ts';

interface SideDrawerProps extends Pick<DrawerProps, 'title' | 'size' | 'onClose' | 'children'> {
  /** Something was typed that a stray key or click must not throw away. */
  readonly dirty?: boolean;
}

export function SideDrawer({ dirty = false, ...props }: SideDrawerProps) {
  const { t } = useTranslation('ui');
  const { onTop, zIndex } = useOverlay();
  return (
    <Drawer
      opened
      closeOnEscape={onTop && !dirty}
      closeOnClickOutside={!dirty}
      zIndex={zIndex}
      closeButtonProps={{ 'aria-label': t('close') }}
      {...props}
    />
  );
}
