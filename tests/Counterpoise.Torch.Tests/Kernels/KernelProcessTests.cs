using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Kernels;

/// <summary>The counter of living tensors and the number of threads are the process's, so these tests run while no other does.</summary>
[Collection(Alone.Name)]
public class KernelProcessTests
{
    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(7);
        var block = new InvertedResidualKernelTests.Block(24, 72, 24, 3, 1, Activation.Relu, false, true, false, 16);
        var images = Tensor.Randn([6, block.Inputs, block.Side, block.Side]);
        var threads = torch.get_num_threads();
        try
        {
            torch.set_num_threads(1);
            var one = block.Run(images, ScalarType.Float32, fused: true);
            torch.set_num_threads(3);
            var three = block.Run(images, ScalarType.Float32, fused: true);
            foreach (var (name, tensor) in one)
            {
                Assert.Equal(tensor.Double().ToArray<double>(), three[name].Double().ToArray<double>());
            }
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Fact]
    public void Nothing_is_left_alive_after_a_step()
    {
        var block = new InvertedResidualKernelTests.Block(24, 72, 24, 5, 1, Activation.Relu, true, true, false, 6);
        using (torch.NewDisposeScope())
        {
            block.Run(Tensor.Randn([2, block.Inputs, block.Side, block.Side]), ScalarType.Float32, fused: true);
        }

        var before = Tensor.TotalCount;
        using (torch.NewDisposeScope())
        {
            block.Run(Tensor.Randn([2, block.Inputs, block.Side, block.Side]), ScalarType.Float32, fused: true);
        }

        // TorchSharp counts a tensor that became a parameter once more, for good: thirteen of them in this block.
        Assert.Equal(before + 13, Tensor.TotalCount);
    }
}
