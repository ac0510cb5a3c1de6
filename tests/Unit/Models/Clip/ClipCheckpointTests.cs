using Inpaint.Models.Clip;
using Inpaint.Models.Weights;
using Inpaint.Tests.Unit.Support;
using static TorchSharp.torch;

namespace Inpaint.Tests.Unit.Models.Clip;

public sealed class ClipCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Published_folder_gives_the_same_embeddings(bool sharded)
    {
        using var scope = NewDisposeScope();
        using var model = SmallClip.Model();
        using var checkpoint = ClipCheckpoint.Open(SmallClip.Write(_folder.File("published"), model, sharded));
        using var loaded = checkpoint.Load();
        Assert.Equal(model.state_dict().Keys, loaded.state_dict().Keys);
        Assert.Equal(Embedded(model), Embedded(loaded));
    }

    [Fact]
    public void Stem_and_oblong_pictures_are_stated_by_the_configuration()
    {
        var vision = SmallClip.Configuration.VisionConfig with { ImageSize = 16, ImageWidth = 24, PatchSize = 8, StemChannels = [4, 6] };
        using var model = SmallClip.Model(SmallClip.Configuration with { VisionConfig = vision });
        using var checkpoint = ClipCheckpoint.Open(SmallClip.Write(_folder.File("published"), model));
        using var loaded = checkpoint.Load();
        using var pictures = zeros(2, 3, 16, 24);
        Assert.Equal([2, SmallClip.Configuration.ProjectionDim], loaded.EmbedPictures(pictures).shape);
        Assert.Throws<ArgumentException>(() => loaded.EmbedPictures(zeros(2, 3, 24, 16)));
    }

    [Fact]
    public void Tensor_that_no_configuration_describes_is_refused_by_name()
    {
        using var model = SmallClip.Model();
        var folder = SmallClip.Write(_folder.File("published"), model);
        var fewer = model.Configuration with { TextConfig = model.Configuration.TextConfig with { NumHiddenLayers = 1 } };
        File.WriteAllText(Path.Combine(folder, "config.json"), fewer.ToJson().GetRawText());
        using var checkpoint = ClipCheckpoint.Open(folder);
        Assert.Contains("text_model.encoder.layers.1.", Assert.Throws<WeightsFileException>(checkpoint.Load).Message);
    }

    [Fact]
    public void Configuration_larger_than_any_memory_is_refused_before_memory_is_taken()
    {
        using var model = SmallClip.Model();
        var folder = SmallClip.Write(_folder.File("published"), model);
        var huge = model.Configuration with { TextConfig = model.Configuration.TextConfig with { VocabSize = 1 << 20, HiddenSize = 1 << 20, IntermediateSize = 1 << 20 } };
        File.WriteAllText(Path.Combine(folder, "config.json"), huge.ToJson().GetRawText());
        using var checkpoint = ClipCheckpoint.Open(folder);
        Assert.Contains("1048576", Assert.Throws<WeightsFileException>(checkpoint.Load).Message);
    }

    [Theory]
    [InlineData("../model-00001-of-00002.safetensors", "no file's name")]
    [InlineData("absent.safetensors", "missing")]
    public void Index_stays_within_its_folder(string file, string named)
    {
        using var model = SmallClip.Model();
        var folder = SmallClip.Write(_folder.File("published"), model, sharded: true);
        var index = Path.Combine(folder, "model.safetensors.index.json");
        File.WriteAllText(index, File.ReadAllText(index).Replace("model-00001-of-00002.safetensors", file));
        Assert.Contains(named, Assert.Throws<WeightsFileException>(() => ClipCheckpoint.Open(folder)).Message);
    }

    [Fact]
    public void Text_tower_is_loaded_alone()
    {
        using var scope = NewDisposeScope();
        using var model = SmallClip.Model();
        using var tower = ClipCheckpoint.LoadText(SmallClip.Write(_folder.File("published"), model));
        var ids = tensor(new long[] { 5, 9, SmallClip.Configuration.TextConfig.EosTokenId, 0 }, [1, 4]);
        Assert.Equal(model.Text.call(ids, null).Sequence.data<float>().ToArray(), tower.call(ids, null).Sequence.data<float>().ToArray());
    }

    private static float[] Embedded(ClipModel model)
    {
        using var mode = no_grad();
        return model.EmbedPictures(ones(1, 3, 16, 16)).data<float>().ToArray();
    }
}
