namespace Counterpoise.Metrics;

/// <summary>Applies a binary ranking metric to each class against the rest.</summary>
internal static class OneVersusRest
{
    /// <summary>Two classes: the positive class. More: the mean over classes, by the policy for absent ones.</summary>
    public static double Mean(PredictionSet predictions, Func<RankedScores, double> metric)
    {
        if (predictions.Probabilities is null) return double.NaN;
        if (predictions.ClassCount == 2) return metric(RankedScores.Of(predictions, predictions.PositiveClass));
        return predictions.Confusion.OverClasses(c => metric(RankedScores.Of(predictions, c)), predictions.AbsentClasses)
            .DefaultIfEmpty(double.NaN).Average();
    }
}
