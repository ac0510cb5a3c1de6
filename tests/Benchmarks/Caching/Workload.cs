using Google.Protobuf;
using Inpaint.V1;

namespace Inpaint.Benchmarks.Caching;

/// <summary>An encoder service and inputs for it, the n-th always the same.</summary>
/// <param name="Service">The service's name, as <see cref="EncoderPeer"/> takes it.</param>
/// <param name="Arguments">Its settings.</param>
/// <param name="Input">The n-th input.</param>
internal sealed record Workload(string Service, string[] Arguments, Func<int, EncoderInput> Input)
{
    private const string ClipModel = "clip-bikes";
    private const int PictureWidth = 128;
    private const int PictureHeight = 80;
    private static readonly string[] Frames = ["road", "mountain", "track", "touring", "city", "cargo"];
    private static readonly string[] Colors = ["red", "blue", "green", "black", "white", "silver", "orange", "yellow"];

    public static Workload Parametric { get; } = new("Parametric", ["--Logging:LogLevel:Default", "Error"], Designs.Input);

    /// <summary>The shipped CLIP with new sentences; null where the service or the model is absent.</summary>
    public static Workload? Clip()
    {
        if (ModelsRoot() is not { } models || !Directory.Exists(Path.Combine(models, ClipModel)) || !EncoderPeer.Exists("Clip"))
            return null;
        return new Workload("Clip", ["--Models:Root", models, "--Logging:LogLevel:Default", "Error"], Text);
    }

    /// <summary>A sentence of which no two are the same.</summary>
    public static EncoderInput Text(int number) => new()
    {
        Text = $"a {Colors[number % Colors.Length]} {Frames[number / 8 % Frames.Length]} bicycle with {number} spokes and a {Colors[number / 48 % Colors.Length]} saddle",
    };

    /// <summary>A picture of which no two are the same, of the shipped model's size.</summary>
    public static EncoderInput Picture(int number)
    {
        var pixels = new byte[PictureWidth * PictureHeight * 3];
        new Random(number).NextBytes(pixels);
        return new EncoderInput
        {
            Picture = new Picture { Format = PictureFormat.Raw, Width = PictureWidth, Height = PictureHeight, Channels = 3, Data = ByteString.CopyFrom(pixels) },
        };
    }

    private static string? ModelsRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Suite.sln")))
                return Path.Combine(folder.FullName, "deploy", "models");
        }
        return null;
    }
}
