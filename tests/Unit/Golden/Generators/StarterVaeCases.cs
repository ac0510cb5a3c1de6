using Inpaint.Models.Vae;
using Inpaint.Tests.Unit.Golden.Torch;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Golden.Generators;

public sealed class StarterVaeCases
{
    [GoldenTheory, GoldenCases("starter_vae")]
    public void Starter_vae_is_the_notebooks(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        using var network = Network(golden);
        CheckParameters(golden, network);

        var (input, target) = (Input(golden), Picture(golden, "in.target"));
        var output = network.forward(input, golden.Tensor("in.eps").ToTorch());
        var loss = StarterVaeLoss.Compute(output, target);
        loss.backward();
        golden.Check("out.mu", output.Mean.ToGolden());
        golden.Check("out.logvar", output.LogVariance.ToGolden());
        golden.Check("out.y", Strided(golden, output.Picture));
        golden.Check("out.decoded", Strided(golden, network.Decoder.forward(golden.Tensor("in.z").ToTorch())));
        golden.Check("out.loss", loss.ToGolden());
        var parameters = network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        foreach (var name in golden.Config.GetProperty("grads").EnumerateArray().Select(element => element.GetString()!))
            golden.Check("grad." + name, parameters[name].grad!.ToGolden());
    }

    [GoldenTheory, GoldenCases("starter_vae_training")]
    public void Starter_vae_trains_as_the_notebooks(string path)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Load(path);
        using var network = Network(golden);
        using var optimizer = optim.AdamW(network.parameters(), lr: golden.Config.GetProperty("lr").GetDouble(), weight_decay: 0.01);
        var (input, target, noise) = (Input(golden), Picture(golden, "in.target"), golden.Tensor("in.eps").ToTorch());
        var losses = new List<Tensor>();
        for (var step = 0; step < golden.Config.GetProperty("steps").GetInt32(); step++)
        {
            optimizer.zero_grad();
            var loss = StarterVaeLoss.Compute(network.forward(input, noise[step]), target);
            loss.backward();
            optimizer.step();
            losses.Add(loss.detach());
        }

        golden.Check("out.losses", stack(losses).ToGolden());
        var weights = network.state_dict();
        foreach (var name in golden.Config.GetProperty("after").EnumerateArray().Select(element => element.GetString()!))
            golden.Check("out.after." + name, weights[name].ToGolden());
    }

    private static StarterVae Network(GoldenCase golden)
    {
        var shape = golden.Tensor("in.image").Shape;
        var network = new StarterVae(new StarterVaeConfiguration
        {
            Width = (int)shape[3],
            Height = (int)shape[2],
            LatentWidth = golden.Config.GetProperty("latent_dim").GetInt32(),
        });
        var names = golden.Json.GetProperty("state_dict").EnumerateObject().Select(entry => (entry.Name, Shape: entry.Value.GetString()));
        Assert.Equal(names, network.state_dict().Select(entry => (entry.Key, Shape: (string?)string.Join('x', entry.Value.shape))));
        CaseWeights.Load(golden, network);
        return network;
    }

    private static void CheckParameters(GoldenCase golden, StarterVae network)
    {
        var counts = golden.Config.GetProperty("parameters");
        Assert.Equal(counts.GetProperty("encoder_net").GetInt64(), network.Encoder.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(counts.GetProperty("decoder_net").GetInt64(), network.Decoder.parameters().Sum(parameter => parameter.numel()));
    }

    private static Tensor Input(GoldenCase golden)
    {
        var picture = Picture(golden, "in.image");
        var (count, height, width) = ((int)picture.shape[0], (int)picture.shape[2], (int)picture.shape[3]);
        var rectangles = golden.Tensor("in.masks").Values<long>();
        var hole = new float[count * height * width];
        for (var i = 0; i < count; i++)
        {
            var (left, bottom, right, top) = (rectangles[4 * i], rectangles[(4 * i) + 1], rectangles[(4 * i) + 2], rectangles[(4 * i) + 3]);
            for (var row = top; row < bottom; row++)
                hole.AsSpan((((i * height) + (int)row) * width) + (int)left, (int)(right - left)).Fill(1);
        }

        return StarterVae.Input(picture, tensor(hole, [count, 1, height, width]));
    }

    private static Tensor Picture(GoldenCase golden, string key) => golden.Tensor(key).ToTorch().to(ScalarType.Float32) / 255;

    private static GoldenTensor Strided(GoldenCase golden, Tensor pictures)
    {
        var stride = golden.Config.GetProperty("output_stride").GetInt64();
        return pictures.slice(2, 0, pictures.shape[2], stride).slice(3, 0, pictures.shape[3], stride).ToGolden();
    }
}
