using System.CommandLine;
using System.Globalization;
using Counterpoise.Calibration;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Prediction;
using Counterpoise.Metrics;
using Counterpoise.Vision.Models;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>What is done after training to a model's probabilities before they are measured: other class shares, and for two classes a threshold from the validation part.</summary>
internal static class ImageDecision
{
    private static readonly Option<string?> Prior = new("--prior") { Description = "For models: the class shares that probabilities are corrected to, balanced or such as 0.2/0.8; those of a model of plain cross-entropy go by the shares of its training.", HelpName = "balanced or shares" };
    private static readonly Option<string?> Tuned = new("--tune-threshold") { Description = "For models of two classes: choose the threshold of the rarer class on the validation part.", HelpName = "f1|balanced-accuracy" };

    /// <summary>The options, for the verb.</summary>
    public static IEnumerable<Option> Options
    {
        get
        {
            Tuned.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "f1", "balanced-accuracy");
            return [Prior, Tuned];
        }
    }

    /// <summary>Decides the class of every row.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="card">The model's.</param>
    /// <param name="predictions">What the model says of the rows.</param>
    /// <param name="validation">What it says of the validation part, asked for where a threshold is chosen.</param>
    /// <returns>The set to measure, and its positive class.</returns>
    /// <exception cref="InputException">The shares do not fit the classes, the training's are not known, or there are not two classes.</exception>
    public static (PredictionSet Set, int PositiveClass) Decide(ParseResult parsed, ModelCard card, PredictionBatch predictions, Func<PredictionBatch> validation)
    {
        var correction = parsed.GetValue(Prior) is { } prior ? Correction(prior, card) : null;
        double[] Corrected(PredictionBatch batch) => correction?.Apply(batch.Probabilities) ?? batch.Probabilities;
        var set = PredictionSet.FromProbabilities(predictions.Labels, Corrected(predictions), card.ClassNames);
        if (parsed.GetValue(Tuned) is not { } rule)
        {
            return (set, set.PositiveClass);
        }

        if (card.ClassNames.Count != 2)
        {
            throw new InputException($"--tune-threshold is for two classes, the model has {card.ClassNames.Count}: correct the shares instead, with --prior balanced");
        }

        var positive = card.TrainCounts is [var first, var second] && first < second ? 0 : 1;
        var fitting = validation();
        var scores = Scores(Corrected(fitting), positive);
        var chosen = rule.Equals("f1", StringComparison.OrdinalIgnoreCase)
            ? DecisionThreshold.ByF1(fitting.Labels, scores, positive)
            : DecisionThreshold.ByBalancedAccuracy(fitting.Labels, scores, positive);
        Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{card.ClassNames[positive]} from a probability of {chosen.Threshold:G6} on: {chosen.Rule} on {fitting.Labels.Length} validation images, {chosen.ValidationValue:F4}"));
        return (new PredictionSet(predictions.Labels, chosen.Decide(Scores(set.Probabilities!, positive), positive), card.ClassNames, set.Probabilities), positive);
    }

    private static PriorCorrection Correction(string prior, ModelCard card)
    {
        var classes = card.ClassNames.Count;
        if (card.TrainCounts.Count != classes)
        {
            throw new InputException("the model does not say how many images of each class it was trained on, so its shares cannot be corrected: leave --prior out");
        }

        double[] shares = prior.Equals("balanced", StringComparison.OrdinalIgnoreCase)
            ? [.. Enumerable.Repeat(1.0, classes)]
            : [.. prior.Split('/').Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share >= 0 ? share : throw new InputException($"--prior holds '{text}'; expected balanced, or a share for each class such as 0.2/0.8"))];
        return shares.Length == classes && shares.Sum() > 0
            ? new PriorCorrection([.. card.TrainCounts.Select(n => (double)n)], shares)
            : throw new InputException($"--prior {prior} is {shares.Length} shares for {classes} classes ({string.Join(", ", card.ClassNames)}): give one for each, not all 0");
    }

    private static double[] Scores(double[] probabilities, int positive) => [.. Enumerable.Range(0, probabilities.Length / 2).Select(i => probabilities[(2 * i) + positive])];
}
