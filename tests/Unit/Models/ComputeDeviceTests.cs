using Inpaint.Models;
using Inpaint.Trainer;
using Inpaint.Unet;
using Inpaint.Vae;
using TorchSharp;

namespace Inpaint.Tests.Unit.Models;

public sealed class ComputeDeviceTests
{
    private const string Absent = "cuda:1000";

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CUDA")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("cpu:0")]
    public void What_is_no_device_is_refused_by_its_name(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => ComputeDevice.Find(name));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_processor_is_always_there()
    {
        Assert.Equal(DeviceType.CPU, ComputeDevice.Find("cpu").type);
    }

    [Fact]
    public void A_service_starts_on_the_processor_when_that_is_named()
    {
        using IDisposable unet = UnetHost.Build(["--device", "cpu"]);
        using IDisposable vae = VaeHost.Build(["--Inference:Device=cpu"]);
        using IDisposable trainer = TrainerHost.Build(["--device", "cpu"]);
    }

    [Theory]
    [InlineData("--device")]
    [InlineData("--Inference:Device")]
    public void A_service_whose_device_is_not_there_does_not_start(string setting)
    {
        var errors = new Exception[]
        {
            Assert.Throws<InvalidOperationException>(() => UnetHost.Build([setting, Absent])),
            Assert.Throws<InvalidOperationException>(() => VaeHost.Build([setting, Absent])),
            Assert.Throws<ArgumentException>(() => TrainerHost.Build([setting, Absent])),
        };

        Assert.All(errors, error =>
        {
            Assert.Contains("Inference:Device", error.Message, StringComparison.Ordinal);
            Assert.Contains($"'{Absent}'", error.Message, StringComparison.Ordinal);
        });
    }
}
