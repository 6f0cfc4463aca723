using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tests.Torch.Modules;

/// <summary>The counter of living tensors is the process's, so these tests run while no other does.</summary>
[Collection(Alone.Name)]
public sealed class ModuleLeakTests
{
    [Fact]
    public void Making_running_and_freeing_a_module_leaves_no_tensor_behind()
    {
        Settle();
        var before = Tensor.LiveCount;
        using (DisposeScope.Begin())
        {
            using var module = new Sequential(new Linear(2, 3), new BatchNorm1d(3), Activations.Relu(), new Dropout(), new Linear(3, 1)).Initialize(1);
            module.Forward(Tensor.Ones(4, 2)).Sum().Backward();
            module.To(ScalarType.Float64);
            module.LoadStateDict(module.StateDict());
        }

        Assert.Equal(before, Tensor.LiveCount);
    }

    [Fact]
    public void Convolution_blocks_free_what_lies_between()
    {
        Settle();
        var before = Tensor.LiveCount;
        using (DisposeScope.Begin())
        {
            using var module = new Sequential(
                new ConvBatchNormActivation(3, 8, 3, Activation.Hardswish, 2, samePadding: true),
                new SqueezeExcitation(8, 8),
                Pooling.AdaptiveAverage2d(1, 1),
                Pooling.Flatten()).Initialize(1);
            var input = Tensor.Ones(2, 3, 9, 8);
            var made = DisposeScope.Current!.Count;
            var output = module.Forward(input);
            Assert.Equal(made + 1, DisposeScope.Current!.Count);
            output.Sum().Backward();
        }

        Assert.Equal(before, Tensor.LiveCount);
    }

    [Fact]
    public void Training_with_an_average_leaves_no_tensor_behind()
    {
        Settle();
        var before = Tensor.LiveCount;
        using (DisposeScope.Begin())
        {
            using var module = new Linear(2, 3).Initialize(1);
            using var optimizer = new AdamW(module.Parameters(), new() { AmsGrad = true });
            using var average = new ExponentialMovingAverage(module);
            for (var i = 0; i < 3; i++)
            {
                using var step = DisposeScope.Begin();
                optimizer.ZeroGrad();
                module.Forward(Tensor.Ones(4, 2)).Sum().Backward();
                GradientClipping.ByNorm(module.Parameters(), 1);
                optimizer.Step();
                average.Update();
                using var applied = average.Apply();
            }

            optimizer.LoadStateDict(optimizer.StateDict());
        }

        Assert.Equal(before, Tensor.LiveCount);
    }

    private static void Settle()
    {
        // What earlier tests left to the finalizer goes now, not while this test counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
