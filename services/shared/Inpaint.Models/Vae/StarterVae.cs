using static TorchSharp.torch;

namespace Inpaint.Models.Vae;

/// <summary>
/// The starter network of the bike design challenge: a variational autoencoder that sees the partial picture and its mask
/// and draws the whole picture. The shape of layers and the names of weights are those of the challenge's notebook.
/// </summary>
public sealed partial class StarterVae : nn.Module<Tensor, Tensor, StarterVaeOutput>
{
    /// <summary>Name of the family, as the gateway routes it.</summary>
    public const string Family = "vae";

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="configuration">Its shape.</param>
    /// <exception cref="ArgumentException">No network has this shape.</exception>
    public StarterVae(StarterVaeConfiguration configuration)
        : base(nameof(StarterVae))
    {
        configuration.ThrowUnlessValid();
        Configuration = configuration;
        Encoder = new StarterVaeEncoder(configuration);
        Decoder = new StarterVaeDecoder(configuration);
        register_module("encoder_net", Encoder);
        register_module("decoder_net", Decoder);
    }

    /// <summary>The network's shape.</summary>
    public StarterVaeConfiguration Configuration { get; }

    /// <summary>Picture and mask to mean and log-variance.</summary>
    public StarterVaeEncoder Encoder { get; }

    /// <summary>Latent code to picture.</summary>
    public StarterVaeDecoder Decoder { get; }

    /// <summary>The network's input: the picture with a white hole, and the mask as its fourth channel.</summary>
    /// <param name="picture">Float32 [n, 3, height, width] in 0..1; its hole holds anything.</param>
    /// <param name="hole">Float32 [n, 1, height, width], 1 = hole.</param>
    /// <returns>Float32 [n, 4, height, width].</returns>
    public static Tensor Input(Tensor picture, Tensor hole) => cat([(picture * (1 - hole)) + hole, hole], 1);

    /// <summary>Encodes, draws a code and decodes it.</summary>
    /// <param name="input1">Float32 [n, 4, height, width], as <see cref="Input"/> makes it.</param>
    /// <param name="input2">Standard normal noise [n, latent]; zeros give the mean's picture.</param>
    public override StarterVaeOutput forward(Tensor input1, Tensor input2)
    {
        var (mean, logVariance) = Encoder.forward(input1);
        var code = mean + (input2 * (logVariance / 2).exp());
        return new StarterVaeOutput(Decoder.forward(code), mean, logVariance);
    }
}

/// <summary>What the starter VAE gives.</summary>
/// <param name="Picture">Float32 [n, 3, height, width] in 0..1.</param>
/// <param name="Mean">Mean of the code, [n, latent].</param>
/// <param name="LogVariance">Logarithm of the code's variance, [n, latent].</param>
public readonly record struct StarterVaeOutput(Tensor Picture, Tensor Mean, Tensor LogVariance);
