// What the preload script of the Electron window gives the page: four functions and nothing else.
interface TrellisBridge {
  stageDropped(file: File): Promise<{ fileId: string; name: string; bytes: number }>;
  pickFile(): Promise<{ fileId: string; name: string; bytes: number } | null>;
  saveFile(fileId: string): Promise<boolean>;
  pickFolder(): Promise<string | null>;
}

interface Window {
  readonly trellis?: TrellisBridge;
}
