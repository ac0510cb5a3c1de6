using System.IO.Pipelines;
using Inpaint.Imaging;
using Inpaint.Tests.Unit.Fuzzing;

namespace Inpaint.Tests.Unit.Imaging;

public sealed class PictureStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("rgb8.png")]
    [InlineData("rgba16_interlaced.png")]
    [InlineData("palette8.png")]
    [InlineData("chunks.png")]
    [InlineData("progressive.jpg")]
    [InlineData("exif.jpg")]
    public async Task Picture_that_trickles_is_the_picture_in_memory(string name)
    {
        var file = FuzzCorpus.Seeds.Single(seed => seed.Name == name).Bytes;
        var whole = PictureCodec.Decode(file, PictureLimits.Default);
        foreach (var most in new[] { 1, 3, 1000 })
        {
            using var stream = new TrickleStream(file, most);
            var arrived = await PictureCodec.DecodeAsync(stream, PictureLimits.Default).WaitAsync(Patience);
            Assert.Equal((whole.Width, whole.Height), (arrived.Width, arrived.Height));
            Assert.Equal(whole.Pixels, arrived.Pixels);
            Assert.Equal(whole.Alpha, arrived.Alpha);
        }
    }

    [Fact]
    public async Task Large_file_is_never_held_whole()
    {
        var image = TestPictures.Noise(1500, 1200, seed: 1);
        var file = PictureCodec.EncodePng(image);
        using var stream = new CountingStream(file);
        Assert.Equal(image.Pixels, (await PictureCodec.DecodeAsync(stream, PictureLimits.Default).WaitAsync(Patience)).Pixels);
        Assert.InRange(stream.LargestRead, 1, 16384);
    }

    [Fact]
    public async Task Oversize_header_is_refused_before_the_rest_arrives()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(PictureCodec.EncodePng(TestPictures.Noise(300, 200, seed: 2)).AsMemory(0, 40));
        var decoding = PictureCodec.DecodeAsync(pipe.Reader, new PictureLimits { MaxPixels = 100 });
        Assert.Equal(PictureErrorKind.TooLarge, (await Assert.ThrowsAsync<PictureException>(() => decoding.WaitAsync(Patience))).Kind);
    }

    [Fact]
    public async Task More_bytes_than_allowed_are_not_read()
    {
        using var stream = new CountingStream(PictureCodec.EncodePng(TestPictures.Noise(300, 200, seed: 3)));
        var decoding = PictureCodec.DecodeAsync(stream, new PictureLimits { MaxBytes = 50_000 });
        Assert.Equal(PictureErrorKind.TooLarge, (await Assert.ThrowsAsync<PictureException>(() => decoding.WaitAsync(Patience))).Kind);
        Assert.InRange(stream.Position, 50_000, 50_000 + 16384);
    }

    [Fact]
    public async Task Stalled_picture_is_given_up_when_cancelled()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(PictureCodec.EncodeJpeg(TestPictures.Noise(64, 64, seed: 4), 90).AsMemory(0, 700));
        using var cancelling = new CancellationTokenSource();
        var decoding = PictureCodec.DecodeAsync(pipe.Reader, PictureLimits.Default, cancelling.Token);
        cancelling.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => decoding.WaitAsync(Patience));
    }

    [Theory]
    [InlineData("rgb8.png")]
    [InlineData("rgb_420.jpg")]
    public async Task Every_stream_that_ends_early_is_refused(string name)
    {
        var file = FuzzCorpus.Seeds.Single(seed => seed.Name == name).Bytes;
        for (var length = 0; length < file.Length; length++)
        {
            using var stream = new MemoryStream(file, 0, length);
            await Assert.ThrowsAsync<PictureException>(() => PictureCodec.DecodeAsync(stream, PictureLimits.Default).WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task Failure_of_the_stream_comes_through()
    {
        using var stream = new FailingStream(PictureCodec.EncodeJpeg(TestPictures.Noise(64, 64, seed: 5), 90));
        await Assert.ThrowsAsync<IOException>(() => PictureCodec.DecodeAsync(stream, PictureLimits.Default).WaitAsync(Patience));
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public int LargestRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestRead = Math.Max(LargestRead, buffer.Length);
            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 100 ? throw new IOException("the line is down") : base.ReadAsync(buffer[..Math.Min(50, buffer.Length)], cancellationToken);
    }
}
