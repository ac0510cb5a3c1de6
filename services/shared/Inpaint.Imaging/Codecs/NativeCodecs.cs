using System.Runtime.InteropServices;
using System.Text;

namespace Inpaint.Imaging.Codecs;

/// <summary>The C face of libpng and libjpeg-turbo, as in Native/inpaint_imaging.h.</summary>
internal static unsafe partial class NativeCodecs
{
    internal const int Ok = 0;
    internal const int NoMemory = 2;
    private const string Library = "inpaint_imaging";
    private const int MessageBytes = 200;

    [StructLayout(LayoutKind.Sequential)]
    internal struct Decoded
    {
        public byte* Pixels;
        public int Width;
        public int Height;
        public int Channels;
        public fixed byte Message[MessageBytes];

        public readonly string MessageText
        {
            get
            {
                fixed (byte* text = Message)
                {
                    return ReadMessage(text);
                }
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Encoded
    {
        public byte* Bytes;
        public nuint Length;
        public nuint Capacity;
        public fixed byte Message[MessageBytes];

        public readonly string MessageText
        {
            get
            {
                fixed (byte* text = Message)
                {
                    return ReadMessage(text);
                }
            }
        }
    }

    [LibraryImport(Library, EntryPoint = "inpaint_png_decode")]
    internal static partial int DecodePng(byte* file, nuint length, Decoded* decoded);

    [LibraryImport(Library, EntryPoint = "inpaint_png_encode")]
    internal static partial int EncodePng(byte* pixels, int width, int height, int channels, Encoded* encoded);

    [LibraryImport(Library, EntryPoint = "inpaint_jpeg_decode")]
    internal static partial int DecodeJpeg(byte* file, nuint length, Decoded* decoded);

    [LibraryImport(Library, EntryPoint = "inpaint_jpeg_encode")]
    internal static partial int EncodeJpeg(byte* pixels, int width, int height, int quality, Encoded* encoded);

    [LibraryImport(Library, EntryPoint = "inpaint_free")]
    internal static partial void Free(void* memory);

    private static string ReadMessage(byte* text) =>
        Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}
