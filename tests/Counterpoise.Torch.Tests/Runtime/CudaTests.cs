using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Runtime;

/// <summary>What a GPU must do; skipped where there is none.</summary>
[Collection(Alone.Name)]
public class CudaTests
{
    [Fact]
    public void A_model_trains_on_the_gpu_as_on_the_cpu()
    {
        RequireGpu();
        using var scope = DisposeScope.Begin();
        var gradients = new List<double[]>();
        foreach (var device in (Device[])[Device.Cpu, Device.Cuda()])
        {
            var image = Tensors.TensorOracle.Formula(2, 4, 6, 6).To(device);
            var weight = Tensors.TensorOracle.Formula(8, 4, 3, 3).To(device).Detach().WithGrad();
            Functional.Conv2d(image, weight, padding: 1).Relu().Mean().Backward();
            Assert.Equal(device.Type, weight.Grad!.Device.Type);
            gradients.Add(weight.Grad!.ToArray<double>());
        }

        Assert.All(gradients[0].Zip(gradients[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Spans_over_gpu_memory_are_refused_and_arrays_are_copied()
    {
        RequireGpu();
        using var scope = DisposeScope.Begin();
        var tensor = Tensor.Ones([3], device: Device.Cuda());
        Assert.Contains("To(Device.Cpu)", Assert.Throws<InvalidOperationException>(() => tensor.AsSpan<float>()).Message, StringComparison.Ordinal);
        Assert.Equal([1f, 1, 1], tensor.ToArray<float>());
        Assert.Equal("tensor([1., 1., 1.], device='cuda:0')", tensor.ToString());
        Device.Cuda().Synchronize();
    }

    [Fact]
    public void The_gpus_generator_restores_its_state()
    {
        RequireGpu();
        using var scope = DisposeScope.Begin();
        TorchRandom.Seed(5);
        var state = TorchRandom.GetState(Device.Cuda());
        var expected = Tensor.Randn([4], device: Device.Cuda()).ToArray<float>();
        TorchRandom.SetState(state, Device.Cuda());
        Assert.Equal(expected, Tensor.Randn([4], device: Device.Cuda()).ToArray<float>());
        using var own = new TorchGenerator(1, Device.Cuda());
        Assert.Equal(4, Tensor.Rand([4], device: Device.Cuda(), generator: own).Count);
    }

    [Fact]
    public void A_custom_function_and_autocast_work_on_the_gpus_own_thread()
    {
        RequireGpu();
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones([4, 4], device: Device.Cuda()).WithGrad();
        using (Autocast.Begin(DeviceType.Cuda))
        {
            Assert.Equal(ScalarType.BFloat16, x.MatMul(x).Type);
        }

        new Triple().Of(x).Sum().Backward();
        Assert.Equal(3, x.Grad![0, 0].ToDouble());
    }

    private static void RequireGpu() => Assert.SkipUnless(Device.IsCudaAvailable, "needs a GPU and a libtorch with CUDA (LIBTORCH)");

    private sealed class Triple : CustomFunction
    {
        public Tensor Of(Tensor x) => Apply(x)[0];

        protected override Tensor[] Forward(Tensor?[] inputs) => [inputs[0]! * 3];

        protected override Tensor?[] Backward(Tensor?[] gradients) => [gradients[0]! * 3];
    }
}
