// A question or a short form in the middle of the page. Draw it only while it is open.
import { Modal, type ModalProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOverlay } from './use-overlay.ts';

type DialogProps = Pick<ModalProps, 'title' | 'size' | 'onClose' | 'children'>;

export function Dialog(props: DialogProps) {
  const { t } = useTranslation('ui');
  const { onTop, zIndex } = useOverlay();
  return <Modal opened closeOnEscape={onTop} zIndex={zIndex} closeButtonProps={{ 'aria-label': t('close') }} {...props} />;
}
