// What the preload script of the Electron window gives the page: three functions and nothing else.
interface TrellisBridge {
  stageDropped(file: File): Promise<{ fileId: string; name: string; bytes: number }>;
  pickFile(): Promise<{ fileId: string; name: string; bytes: number } | null>;
  saveFile(fileId: string): Promise<boolean>;
}

interface Window {
  readonly trellis?: TrellisBridge;
}
