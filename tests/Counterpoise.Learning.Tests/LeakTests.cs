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
        var before = Tensor.LiveCount;
        foreach (var create in ClassTermContract.Terms.Values)
        {
            using var scope = DisposeScope.Begin();
            create().Loss(Golden.Logits.WithGrad(), Golden.Labels).Backward();
        }

        Assert.Equal(before, Tensor.LiveCount);
    }

    [Fact]
    public void Training_leaks_no_tensor()
    {
        var before = Tensor.LiveCount;
        TrainerTests.Run(null, TrainerTests.Options with { Epochs = 2, EmaDecay = 0.9 }, true, int.MaxValue, resume: false);
        Assert.Equal(before, Tensor.LiveCount);
    }

    [CollectionDefinition(Name, DisableParallelization = true)]
    public class Alone;
}
