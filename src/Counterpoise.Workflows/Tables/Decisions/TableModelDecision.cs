using System.Globalization;
using Counterpoise.Calibration;
using Counterpoise.TableModels;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>What is done to the probabilities of a saved model before they are written or measured.</summary>
internal static class TableModelDecision
{
    /// <summary>Corrects the probabilities to other class priors, and decides.</summary>
    /// <exception cref="InputException">The priors or the threshold do not fit the model.</exception>
    public static (double[] Probabilities, int[] Classes) Decide(TableModelCard card, double[] probabilities, string? prior,
        double? threshold, IProgress<WorkflowEvent>? events)
    {
        if (threshold is not null && threshold is not (>= 0 and <= 1))
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"--threshold is {threshold}; it must be a probability, from 0 to 1"));
        if (threshold is not null && card.ClassNames.Count != 2)
            throw new InputException(
                $"--threshold is for two classes, the model has {card.ClassNames.Count}: correct the class priors instead, with --prior "
                + $"balanced");
        if (prior is not null)
        {
            probabilities = Correction(card, prior).Apply(probabilities);
            if (threshold is null && card.Decision is { } own)
                events.Note($"the model's own decision ({own.Rule}) is for its own class priors and is not used with --prior: the most "
                    + $"probable class is predicted");
        }

        return (probabilities, threshold is { } limit ? new TableDecision("--threshold", [],
            null) { Threshold = limit }.Decide(probabilities, card.PositiveClass)
            : prior is null ? card.Decide(probabilities) : new DecisionWeights([.. card.ClassNames.Select(_ => 1.0)])
                .Decide(probabilities));
    }

    /// <summary>The correction to priors as they are typed: balanced, or a number for each class.</summary>
    /// <exception cref="InputException">They do not fit the model.</exception>
    public static PriorCorrection Correction(TableModelCard card, string prior)
    {
        var classes = card.ClassNames;
        double[] shares = prior.Equals("balanced", StringComparison.OrdinalIgnoreCase)
            ? [.. classes.Select(_ => 1.0)]
            : [.. prior.Split('/').Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
                && share >= 0 && double.IsFinite(share) ? share
                : throw new InputException($"--prior holds '{text}'; expected balanced, or a number for each class such as 0.99/0.01"))];
        if (shares.Length != classes.Count || shares.Sum() <= 0)
            throw new InputException(
                $"--prior {prior} is {shares.Length} {(shares.Length == 1 ? "number" : "numbers")} for {classes.Count} classes "
                + $"({string.Join(", ", classes)}): give one for each, not all 0");
        try
        {
            return card.Correction(shares);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            throw new InputException($"--prior: {InputFault.Text(fault)}: leave it out");
        }
    }
}
