using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>torch.fft: the discrete Fourier transforms.</summary>
    public static partial class fft
    {
        public static Tensor fft_(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_fft", input, n < 0 ? Argument.None : n, dim, Name(norm));

        public static Tensor ifft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_ifft", input, n < 0 ? Argument.None : n, dim, Name(norm));

        public static Tensor rfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_rfft", input, n < 0 ? Argument.None : n, dim, Name(norm));

        public static Tensor irfft(Tensor input, long n = -1, long dim = -1, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_irfft", input, n < 0 ? Argument.None : n, dim, Name(norm));

        public static Tensor fft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_fft2", input, s, dim ?? [-2, -1], Name(norm));

        public static Tensor ifft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_ifft2", input, s, dim ?? [-2, -1], Name(norm));

        public static Tensor rfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_rfft2", input, s, dim ?? [-2, -1], Name(norm));

        public static Tensor irfft2(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_irfft2", input, s, dim ?? [-2, -1], Name(norm));

        public static Tensor fftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_fftn", input, s, dim, Name(norm));

        public static Tensor ifftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_ifftn", input, s, dim, Name(norm));

        public static Tensor rfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_rfftn", input, s, dim, Name(norm));

        public static Tensor irfftn(Tensor input, long[]? s = null, long[]? dim = null, FFTNormType norm = FFTNormType.Backward) =>
            Aten.One("fft_irfftn", input, s, dim, Name(norm));

        public static Tensor fftshift(Tensor input, long[]? dim = null) => Aten.One("fft_fftshift", input, dim);

        public static Tensor ifftshift(Tensor input, long[]? dim = null) => Aten.One("fft_ifftshift", input, dim);

        public static Tensor fftfreq(long n, double d = 1.0, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Tracked(Aten.One("fft_fftfreq", n, d, dtype ?? s_defaultType, Argument.None, InitializeDevice(device)), requires_grad);

        public static Tensor rfftfreq(long n, double d = 1.0, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Tracked(Aten.One("fft_rfftfreq", n, d, dtype ?? s_defaultType, Argument.None, InitializeDevice(device)), requires_grad);

        private static string Name(FFTNormType norm) => norm switch
        {
            FFTNormType.Forward => "forward",
            FFTNormType.Ortho => "ortho",
            _ => "backward",
        };
    }
}
