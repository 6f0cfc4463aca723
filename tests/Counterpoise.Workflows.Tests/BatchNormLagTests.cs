using Counterpoise.Workflows.Images;
using Counterpoise.Learning.Training;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Tests.Workflows;

public class BatchNormLagTests
{
    private static ImageExperimentOptions Options(double momentum, int epochs) =>
        new() { BatchNormMomentum = momentum, Training = new TrainerOptions { Epochs = epochs, BatchSize = 64, NormBatches = 0 } };

    [Fact]
    public void A_training_too_short_for_its_momentum_is_told_the_one_that_suffices()
    {
        // 250 images are 4 batches of 64: 60 steps leave 0.99^60 = 55% of the first values, and 0.93^60 = 1.3%, 0.92^60 = 0.7%.
        var found = BatchNormLag.Describe(250, Options(.01, 15));
        Assert.Contains("after 60 steps", found);
        Assert.Contains("55%", found);
        Assert.EndsWith("--batch-norm-momentum 0.08", found);
        Assert.Null(BatchNormLag.Describe(250, Options(.08, 15)));
    }

    [Fact]
    public void Long_trainings_and_pretrained_weights_are_not_told_of()
    {
        Assert.Null(BatchNormLag.Describe(10_000, Options(.01, 2)));
        Assert.Null(BatchNormLag.Describe(250, Options(.01, 15) with { Training = new TrainerOptions { Epochs = 15, NormBatches = 4 } }));
        Assert.Null(BatchNormLag.Describe(250, Options(.01, 15) with { Training = new TrainerOptions { Epochs = 15 } }));
        Assert.Null(BatchNormLag.Describe(250, Options(.01, 15) with { Pretrained = "weights.safetensors" }));
    }
}
