using System.Globalization;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Workflows.Images;

/// <summary>Finds trainings that are too short for the running statistics of batch norm, by which the model then predicts.</summary>
internal static class BatchNormLag
{
    /// <summary>People are warned where more of the initial values is left than this.</summary>
    private const double Tolerable = 0.05;

    /// <summary>What the momentum that is advised leaves of them.</summary>
    private const double Wanted = 0.01;

    /// <summary>
    /// What is wrong and what to do; null where nothing is: pretrained weights bring statistics with them, and unless people say that they
    /// are not to be measured anew they are.
    /// </summary>
    /// <param name="images">Training images.</param>
    /// <param name="options">How they are trained on.</param>
    public static string? Describe(int images, ImageExperimentOptions options)
    {
        var steps = options.Training.Epochs * Math.Max(1, (images + options.Training.BatchSize - 1) / options.Training.BatchSize);
        var left = Math.Pow(1 - options.Network().BatchNormMomentum, steps);
        if (options.Pretrained is not null || options.Training.NormBatches is not 0 || left <= Tolerable)
        {
            return null;
        }

        var enough = Math.Min(1, Math.Ceiling(100 * (1 - Math.Pow(Wanted, 1.0 / steps))) / 100);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"after {steps} steps the running statistics of batch norm still hold {left:0%} of their initial values, so the model may name "
                + $"one class whatever it learned: leave --norm-batches out, train longer, or with --batch-norm-momentum {enough:0.##}");
    }
}
