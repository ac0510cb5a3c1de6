using System.Runtime.InteropServices;
using System.Text;

namespace Inpaint.Imaging.Codecs;

/// <summary>The C face of libpng, libjpeg-turbo and libdeflate, as in Native/inpaint_imaging.h.</summary>
internal static unsafe partial class NativeCodecs
{
    internal const int Ok = 0;
    internal const int NoMemory = 2;
    private const string Library = "inpaint_imaging";
    private const int MessageBytes = 200;

    [StructLayout(LayoutKind.Sequential)]
    internal struct Source
    {
        public byte* Bytes;
        public nuint Length;
        public delegate* unmanaged[Cdecl]<void*, byte*, int, int> Read;
        public void* Context;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Decoded
    {
        public delegate* unmanaged[Cdecl]<void*, nuint, byte*> Place;
        public void* Context;
        public int IsPlaced;
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
    internal static partial int DecodePng(Source* source, Decoded* decoded);

    [LibraryImport(Library, EntryPoint = "inpaint_jpeg_decode")]
    internal static partial int DecodeJpeg(Source* source, Decoded* decoded);

    [LibraryImport(Library, EntryPoint = "inpaint_jpeg_encode")]
    internal static partial int EncodeJpeg(byte* pixels, int width, int height, int quality, Encoded* encoded);

    [LibraryImport(Library, EntryPoint = "inpaint_zlib_inflate")]
    internal static partial int Inflate(byte* from, nuint length, byte* to, nuint exactLength);

    [LibraryImport(Library, EntryPoint = "inpaint_zlib_open")]
    internal static partial void* OpenDeflate(int level);

    [LibraryImport(Library, EntryPoint = "inpaint_zlib_bound")]
    internal static partial nuint DeflateBound(DeflateHandle compressor, nuint length);

    [LibraryImport(Library, EntryPoint = "inpaint_zlib_deflate")]
    internal static partial nuint Deflate(DeflateHandle compressor, byte* from, nuint length, byte* to, nuint capacity);

    [LibraryImport(Library, EntryPoint = "inpaint_zlib_close")]
    internal static partial void CloseDeflate(void* compressor);

    [LibraryImport(Library, EntryPoint = "inpaint_crc32")]
    internal static partial uint Crc32(uint crc, byte* bytes, nuint length);

    [LibraryImport(Library, EntryPoint = "inpaint_release")]
    internal static partial void Release(Decoded* decoded);

    [LibraryImport(Library, EntryPoint = "inpaint_free")]
    internal static partial void Free(void* memory);

    private static string ReadMessage(byte* text) =>
        Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}
