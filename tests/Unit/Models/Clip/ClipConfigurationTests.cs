using System.Text.Json;
using Inpaint.Models.Clip;

namespace Inpaint.Tests.Unit.Models.Clip;

public sealed class ClipConfigurationTests
{
    [Fact]
    public void Absent_entries_are_those_of_the_smallest_published_model()
    {
        var configuration = Read("{}");
        Assert.Equal((49408, 512, 12, 8, 77, 49407), (configuration.TextConfig.VocabSize, configuration.TextConfig.HiddenSize, configuration.TextConfig.NumHiddenLayers, configuration.TextConfig.NumAttentionHeads, configuration.TextConfig.MaxPositionEmbeddings, configuration.TextConfig.EosTokenId));
        Assert.Equal((768, 224, 32, 3, 12), (configuration.VisionConfig.HiddenSize, configuration.VisionConfig.ImageSize, configuration.VisionConfig.PatchSize, configuration.VisionConfig.NumChannels, configuration.VisionConfig.NumAttentionHeads));
        Assert.Equal((512, 2.6592), (configuration.ProjectionDim, configuration.LogitScaleInitValue));
    }

    [Fact]
    public void Section_stated_a_second_time_holds()
    {
        var configuration = Read("""{"text_config": {"hidden_size": 64, "hidden_act": "gelu"}, "text_config_dict": {"hidden_size": 128}, "vision_config_dict": null}""");
        Assert.Equal((128, "gelu"), (configuration.TextConfig.HiddenSize, configuration.TextConfig.HiddenAct));
    }

    [Fact]
    public void Configuration_comes_back_as_it_was_written()
    {
        var written = SmallClip.Configuration.ToJson();
        Assert.Equal(written.GetRawText(), ClipConfiguration.Read(written).ToJson().GetRawText());
    }

    [Theory]
    [InlineData("""{"text_config": {"hidden_act": "relu"}}""", "text_config.hidden_act")]
    [InlineData("""{"text_config": {"num_attention_heads": 7}}""", "text_config.hidden_size")]
    [InlineData("""{"text_config": {"vocab_size": 0}}""", "text_config.vocab_size")]
    [InlineData("""{"vision_config": {"patch_size": 300}}""", "vision_config.patch_size")]
    [InlineData("""{"vision_config": {"stem_channels": [8]}}""", "vision_config.stem_channels")]
    [InlineData("""{"vision_config": {"layer_norm_eps": 0}}""", "vision_config.layer_norm_eps")]
    [InlineData("""{"projection_dim": -1}""", "projection_dim")]
    public void Entry_out_of_its_range_is_named(string json, string named) => Assert.Contains(named, Assert.Throws<ArgumentException>(() => Read(json)).Message);

    private static ClipConfiguration Read(string json) => ClipConfiguration.Read(JsonDocument.Parse(json).RootElement);
}
