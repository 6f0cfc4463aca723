using Counterpoise.Torch.Modules;

namespace Counterpoise.Torch.Optimizers;

/// <summary>The rate falls by a factor at given steps: rate(t) = r · factor^(milestones at or below t).</summary>
public sealed record MultiStepSchedule : LearningRateSchedule
{
    private readonly int[] _milestones;

    /// <summary>Creates the schedule.</summary>
    /// <param name="milestones">The steps from which a new rate holds, 0 or more, in any order; one named twice counts twice.</param>
    /// <param name="factor">What the rate is multiplied with, above 0.</param>
    /// <exception cref="ArgumentException">One or more are out of range.</exception>
    public MultiStepSchedule(IEnumerable<int> milestones, double factor = 0.1)
    {
        _milestones = [.. milestones.Order()];
        var faults = new Faults(nameof(MultiStepSchedule));
        faults.Require(_milestones.All(m => m >= 0), $"a milestone is {_milestones.FirstOrDefault()}, 0 or more was expected");
        faults.Require(factor > 0, $"factor is {factor}, a number above 0 was expected");
        faults.Throw();
        Factor = factor;
    }

    /// <summary>The steps from which a new rate holds, ascending.</summary>
    public IReadOnlyList<int> Milestones => _milestones;

    /// <summary>What the rate is multiplied with.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public override double RateAt(long step, double initialRate) => initialRate * Math.Pow(Factor, _milestones.Count(m => m <= step));
}
