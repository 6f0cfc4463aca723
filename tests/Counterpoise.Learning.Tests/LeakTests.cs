using Counterpoise.Tests.Learning.Losses;
using Counterpoise.Tests.Learning.Training;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning;

/// <summary>The counter of live tensors is the process's own, so these tests run while no other does.</summary>
[Collection(Name)]
public class LeakTests
{
    private const string Name = "alone";

    [Fact]
    public void Losses_leak_no_tensor()
    {
        Settle();
        var before = Tensor.TotalCount;
        foreach (var create in ClassTermContract.Terms.Values)
        {
            using var scope = torch.NewDisposeScope();
            create().Loss(Golden.Logits.WithGrad(), Golden.Labels).Backward();
        }

        Settle();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_longer_training_leaves_no_more_tensors_behind_than_a_short_one()
    {
        Growth(2);
        Assert.Equal(Growth(2), Growth(6));
    }

    // TorchSharp counts a tensor that became a parameter once more, for good: the growth of a run is that of its parameters.
    private static long Growth(int epochs)
    {
        Settle();
        var before = Tensor.TotalCount;
        TrainerTests.Run(null, TrainerTests.Options with { Epochs = epochs, EmaDecay = 0.9 }, true, int.MaxValue, resume: false);
        Settle();
        return Tensor.TotalCount - before;
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [CollectionDefinition(Name, DisableParallelization = true)]
    public class Alone;
}
