using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Runtime;

public class ComputeDeviceTests
{
    [Theory]
    [InlineData("cpu", null, "cpu")]
    [InlineData("AUTO", null, "cpu")]
    [InlineData("auto", 0, "cpu")]
    [InlineData("auto", 2, "cuda:0")]
    [InlineData("cuda", 1, "cuda:0")]
    [InlineData("cuda:1", 2, "cuda:1")]
    public void A_device_is_read_from_words(string text, int? graphics, string expected) =>
        Assert.Equal(expected, ComputeDevice.Parse(text, () => graphics).ToString());

    [Theory]
    [InlineData("cuda:0", null, "-p:TorchDevice=cuda")]
    [InlineData("cuda", 0, "nvidia-smi")]
    [InlineData("cuda:2", 2, "expected cuda:0 to cuda:1")]
    [InlineData("cuda:", 2, "expected auto, cpu, cuda or cuda:N")]
    [InlineData("cuda:-1", 2, "expected auto, cpu, cuda or cuda:N")]
    [InlineData("tpu", 2, "expected auto, cpu, cuda or cuda:N")]
    public void What_there_is_not_is_refused_with_what_to_do(string text, int? graphics, string hint)
        => Assert.Contains(hint, Assert.Throws<ArgumentException>(() => ComputeDevice.Parse(text, () => graphics)).Message);

    [Fact]
    public void A_program_built_for_processors_refuses_a_gpu_with_the_property_that_builds_for_it()
    {
        Assert.SkipWhen(LibTorch.HasCuda, "this program is built for CUDA");
        Assert.Equal(DeviceType.CPU, ComputeDevice.Parse("auto").type);
        Assert.Contains("-p:TorchDevice=cuda", Assert.Throws<ArgumentException>(() => ComputeDevice.Parse("cuda:0")).Message);
    }
}
