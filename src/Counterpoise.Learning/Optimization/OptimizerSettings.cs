using Counterpoise.Options;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Optimization;

/// <summary>An optimiser as data: its kind, its constants, and the parameters that have constants of their own.</summary>
public sealed record OptimizerSettings
{
    /// <summary>The optimiser. Default Adam.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.Adam;

    /// <summary>The learning rate that schedules and stages build on, positive. Default 1e-3.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay, not negative. Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>SGD's momentum, in [0, 1). Default 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether SGD looks one step ahead; needs momentum. Default true.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>Adam's share of the mean gradient that is kept at a step, in [0, 1). Default 0.9; adversarial networks take 0.5.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's share of the mean squared gradient that is kept at a step, in [0, 1). Default 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Parameters treated apart: a parameter follows the first rule that holds its name. Default none.</summary>
    public IReadOnlyList<ParameterRule> Rules { get; init; } = [];

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(OptimizerSettings))
        .Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "it must be positive and finite")
        .Require(WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "it must not be negative")
        .Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "it must be in [0, 1)")
        .Require(Kind != OptimizerKind.Sgd || !Nesterov || Momentum > 0, "Nesterov is on and Momentum is 0; it needs a momentum")
        .Require(Beta1 is >= 0 and < 1, nameof(Beta1), Beta1, "it must be in [0, 1)")
        .Require(Beta2 is >= 0 and < 1, nameof(Beta2), Beta2, "it must be in [0, 1)")
        .Require(Rules.All(r => r.RateFactor > 0),
            $"RateFactor of a rule is {Rules.FirstOrDefault(r => !(r.RateFactor > 0))?.RateFactor}; it must be positive: freeze "
            + $"parameters by a stage")
        .Require(Rules.All(r => r.WeightDecay is null or >= 0), "WeightDecay of a rule is negative")
        .ThrowIfAny();

    /// <summary>
    /// Makes the optimiser: one group for each rule that holds parameters, in their order, and the rest in the last group.
    /// </summary>
    /// <param name="parameters">Names and parameters, on their device.</param>
    /// <exception cref="InvalidOptionsException">A value is out of its range.</exception>
    /// <exception cref="ArgumentException">There are no parameters, or one stands twice.</exception>
    public Optimizer Create(IEnumerable<KeyValuePair<string, Tensor>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Validate();
        var groups = Enumerable.Range(0, Rules.Count + 1).Select(_ => new List<Tensor>()).ToArray();
        foreach (var (name, parameter) in parameters)
        {
            var rule = Rules.TakeWhile(r => !r.Parameters.Contains(name)).Count();
            groups[rule].Add(parameter);
        }

        var filled = groups
            .Select((group, i) => (Parameters: group, Rate: LearningRate * (i < Rules.Count ? Rules[i].RateFactor : 1),
                Decay: (i < Rules.Count ? Rules[i].WeightDecay : null) ?? WeightDecay))
            .Where(g => g.Parameters.Count > 0).ToArray();
        if (Kind == OptimizerKind.Sgd)
        {
            return new Sgd([.. filled.Select(g => ((IEnumerable<Tensor>)g.Parameters,
                new SgdOptions { LearningRate = g.Rate, Momentum = Momentum, Nesterov = Nesterov, WeightDecay = g.Decay }))]);
        }

        var adam = filled.Select(g => ((IEnumerable<Tensor>)g.Parameters,
            new AdamOptions { LearningRate = g.Rate, Beta1 = Beta1, Beta2 = Beta2, WeightDecay = g.Decay })).ToArray();
        return Kind == OptimizerKind.AdamW ? new AdamW(adam) : new Adam(adam);
    }
}
