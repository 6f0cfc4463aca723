namespace Counterpoise.Torch.Optimizers;

/// <summary>Lowers the learning rate when a metric has stopped improving.</summary>
/// <param name="optimizer">Whose groups' rates are lowered.</param>
/// <param name="options">When and how; the defaults where null.</param>
public sealed class ReduceOnPlateau(Optimizer optimizer, ReduceOnPlateauOptions? options = null)
{
    private readonly ReduceOnPlateauOptions _options = Valid(options ?? new ReduceOnPlateauOptions());

    /// <summary>What has been seen; set it to go on from a checkpoint.</summary>
    public PlateauState State { get; set; } = new();

    /// <summary>Takes note of a metric and lowers the rates if it has not improved for too long.</summary>
    /// <param name="metric">The newest value, such as the validation loss; NaN counts as no improvement.</param>
    /// <returns>Whether the rates were lowered.</returns>
    public bool Observe(double metric)
    {
        var best = State.Best;
        var waiting = State.Waiting + 1;
        if (IsBetter(metric, best))
        {
            (best, waiting) = (metric, 0);
        }

        var cooling = State.Cooling;
        if (cooling > 0)
        {
            (cooling, waiting) = (cooling - 1, 0);
        }

        var falls = waiting > _options.Patience;
        State = falls ? new(best, 0, _options.Cooldown) : new(best, waiting, cooling);
        if (falls)
        {
            Lower();
        }

        return falls;
    }

    private static ReduceOnPlateauOptions Valid(ReduceOnPlateauOptions options)
    {
        options.Validate();
        return options;
    }

    private bool IsBetter(double metric, double? best)
    {
        if (best is not { } b)
        {
            return !double.IsNaN(metric);
        }

        var margin = _options.ThresholdIsRelative ? _options.Threshold * b : _options.Threshold;
        return _options.LargerIsBetter ? metric > b + margin : metric < b - margin;
    }

    private void Lower()
    {
        foreach (var group in optimizer.Groups)
        {
            var lower = Math.Max(group.LearningRate * _options.Factor, _options.Lowest);
            if (group.LearningRate - lower > _options.SmallestFall)
            {
                group.LearningRate = lower;
            }
        }
    }
}
