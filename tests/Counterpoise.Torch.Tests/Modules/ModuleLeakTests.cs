using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tests.Torch.Modules;

/// <summary>The counter of living tensors is the process's, so these tests run while no other does.</summary>
[Collection(Alone.Name)]
public sealed class ModuleLeakTests
{
    [Fact]
    public void A_freed_module_leaves_what_TorchSharp_counts_twice_and_nothing_more()
    {
        Settle();
        var before = Tensor.TotalCount;
        using (torch.NewDisposeScope())
        {
            using var module = new Sequential(new Linear(2, 3), new BatchNorm1d(3), Activations.Relu(), new Dropout(), new Linear(3, 1))
                .Initialize(1);
            module.call(torch.ones(4, 2)).sum().backward();
            module.LoadStateDict(module.StateDict());
        }

        Settle();

        // A tensor that becomes a parameter is counted once more, for good: six of them here.
        Assert.Equal(before + 6, Tensor.TotalCount);
    }

    [Fact]
    public void Convolution_blocks_free_what_lies_between()
    {
        using var outer = torch.NewDisposeScope();
        using var module = new Sequential(
            new ConvBatchNormActivation(3, 8, 3, Activation.Hardswish, 2, samePadding: true),
            new SqueezeExcitation(8, 8),
            Pooling.AdaptiveAverage2d(1, 1),
            Pooling.Flatten()).Initialize(1);
        Leaves(() =>
        {
            using var scope = torch.NewDisposeScope();
            var input = torch.ones(2, 3, 9, 8);
            var made = scope.DisposablesCount;
            var output = module.call(input);
            Assert.Equal(made + 1, scope.DisposablesCount);
            output.sum().backward();
        });
    }

    [Fact]
    public void Training_with_an_average_leaves_no_tensor_behind()
    {
        using var outer = torch.NewDisposeScope();
        using var module = new Linear(2, 3).Initialize(1);
        using var optimizer = new AdamW(module.parameters(), new() { AmsGrad = true });
        using var average = new ExponentialMovingAverage(module);
        Leaves(() =>
        {
            for (var i = 0; i < 3; i++)
            {
                using var step = torch.NewDisposeScope();
                optimizer.ZeroGrad();
                module.call(torch.ones(4, 2)).sum().backward();
                GradientClipping.ByNorm(module.parameters(), 1);
                optimizer.Step();
                average.Update();
                using var applied = average.Apply();
            }

            using var state = torch.NewDisposeScope();
            optimizer.LoadStateDict(optimizer.StateDict());
        });
    }

    /// <summary>Runs once, for what is made once, and then asserts that a second run leaves nothing.</summary>
    private static void Leaves(Action run)
    {
        run();
        Settle();
        var before = Tensor.TotalCount;
        run();
        Settle();
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void Settle()
    {
        // What earlier tests left to the finalizer goes now, not while this test counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
