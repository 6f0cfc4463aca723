using System.Globalization;
using Counterpoise.Calibration;
using Counterpoise.Learning.Prediction;
using Counterpoise.Metrics;
using Counterpoise.Vision.Models;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// What is done after training to a model's probabilities before they are measured or written: other class priors, and a threshold
/// for one class.
/// </summary>
internal static class ImageDecision
{
    /// <summary>What becomes of each prediction.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="card">The model's.</param>
    /// <param name="own">The model's own decision, where neither priors nor a threshold are asked for; null for the most probable
    /// class.</param>
    /// <exception cref="InputException">The shares do not fit the model, the threshold is no probability, or there are not two
    /// classes.</exception>
    public static Func<ImagePrediction, ImagePrediction> OfEach(ImageDecisionOptions options, ModelCard card,
        Func<double[], int[]>? own = null)
    {
        var correction = options.Prior is { } prior ? Correction(prior, card) : null;
        ImagePrediction Corrected(ImagePrediction prediction) => correction is null ? prediction
            : new ImagePrediction(prediction.Image, correction.Apply(prediction.Probabilities));
        if (options.Threshold is not { } threshold)
        {
            return own is null || correction is not null ? Corrected
                : prediction => prediction with { Class = own([.. prediction.Probabilities])[0] };
        }

        if (threshold is not (>= 0 and <= 1))
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"--threshold is {threshold}; it must be a probability, from 0 to 1"));
        }

        var positive = Positive(options, card, "--threshold");
        return prediction => Corrected(prediction) is var corrected && corrected.Probabilities[positive] >= threshold
            ? corrected with { Class = positive } : corrected with { Class = MostProbable.But(positive, corrected.Probabilities) };
    }

    /// <summary>Decides the class of every row.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="card">The model's.</param>
    /// <param name="predictions">What the model says of the rows.</param>
    /// <param name="validation">What it says of the validation split, asked for where a threshold is chosen.</param>
    /// <param name="events">Who is told of the threshold.</param>
    /// <param name="own">The model's own decision, where neither priors nor a threshold are asked for; null for the most probable
    /// class.</param>
    /// <returns>The set to measure, and its positive class.</returns>
    /// <exception cref="InputException">The shares do not fit the classes, the training's are not known, or there are not two
    /// classes.</exception>
    public static (PredictionSet Set, int PositiveClass) Decide(ImageDecisionOptions options, ModelCard card, PredictionBatch predictions,
        Func<PredictionBatch> validation, IProgress<WorkflowEvent>? events, Func<double[], int[]>? own = null)
    {
        var correction = options.Prior is { } prior ? Correction(prior, card) : null;
        double[] Corrected(PredictionBatch batch) => correction?.Apply(batch.Probabilities) ?? batch.Probabilities;
        var set = PredictionSet.FromProbabilities(predictions.Labels, Corrected(predictions), card.ClassNames);
        if (options.TuneThreshold is not { } rule)
        {
            if (own is not null && correction is null)
            {
                set = new PredictionSet(predictions.Labels, own(predictions.Probabilities), card.ClassNames, predictions.Probabilities);
            }

            return (set, options.Positive is null ? MinorityClass.Of([.. card.TrainCounts]) : Positive(options, card, "--positive"));
        }

        var (positive, classes) = (Positive(options, card, "--tune-threshold"), card.ClassNames.Count);
        var fitting = validation();
        var scores = Scores(Corrected(fitting), positive, classes);
        var tuning = ThresholdTuning.Parse(rule, [], positive, classes);
        var chosen = tuning.Fit(fitting.Labels, scores, positive);
        if (double.IsPositiveInfinity(chosen.Threshold))
        {
            throw new InputException($"'{card.ClassNames[positive]}': {tuning.WhyNone(chosen, "the validation images")}");
        }

        events.Note(string.Create(CultureInfo.InvariantCulture,
            $"{card.ClassNames[positive]} from a probability of {chosen.Threshold:G6} on: {chosen.Rule} on {fitting.Labels.Length} "
            + $"validation images, {chosen.ValidationValue:F4}"));
        int[] decided = [.. Scores(set.Probabilities!, positive, classes).Select((score, i) => score >= chosen.Threshold ? positive
            : MostProbable.But(positive, set.Probabilities.AsSpan(i * classes, classes)))];
        return (new PredictionSet(predictions.Labels, decided, card.ClassNames, set.Probabilities), positive);
    }

    /// <summary>The class that is named, else of two the minority class of the training; the second where that is not known.</summary>
    private static int Positive(ImageDecisionOptions options, ModelCard card, string option) => options.Positive is { } named
        ? card.ClassNames.ToList().IndexOf(named) is var place and >= 0 ? place
            : throw new InputException($"--positive is '{named}'; the classes of the model are {string.Join(", ", card.ClassNames)}")
        : card.ClassNames.Count == 2 ? MinorityClass.Of([.. card.TrainCounts])
        : throw new InputException(
            $"{option} is for one class against the others, and the model has {card.ClassNames.Count}: name it with --positive, or correct "
            + $"the shares instead, with --prior balanced");

    internal static PriorCorrection Correction(string prior, ModelCard card)
    {
        var classes = card.ClassNames.Count;
        if (card.FollowsClassPriors == false)
        {
            throw new InputException(
                $"--prior corrects probabilities that go by the class priors of the training, and those of a model trained with "
                + $"{card.Method} do not, so that they would be corrected twice: leave --prior out, or train with ce");
        }

        if (card.TrainCounts.Count != classes)
        {
            throw new InputException(
                "the model does not say how many images of each class it was trained on, so its shares cannot be corrected: leave "
                + "--prior out");
        }

        double[] shares = prior.Equals("balanced", StringComparison.OrdinalIgnoreCase)
            ? [.. Enumerable.Repeat(1.0, classes)]
            : [.. prior.Split('/').Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
                && share >= 0 ? share : throw new InputException(
                $"--prior holds '{text}'; expected balanced, or a share for each class such as 0.2/0.8"))];
        return shares.Length == classes && shares.Sum() > 0
            ? new PriorCorrection([.. card.TrainCounts.Select(n => (double)n)], shares)
            : throw new InputException(
                $"--prior {prior} is {shares.Length} shares for {classes} classes ({string.Join(", ", card.ClassNames)}): give one for "
                + $"each, not all 0");
    }

    private static double[] Scores(double[] probabilities, int positive, int classes) =>
        [.. Enumerable.Range(0, probabilities.Length / classes).Select(i => probabilities[(classes * i) + positive])];
}
