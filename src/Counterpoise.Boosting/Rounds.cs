namespace Counterpoise.Boosting;

/// <summary>
/// Runs rounds until they are done, until the library finds nothing more to split, or until the validation loss has not fallen for a while.
/// </summary>
internal static class Rounds
{
    /// <param name="options">How many rounds, and the patience.</param>
    /// <param name="update">Does a round; false where there was nothing to split.</param>
    /// <param name="loss">The validation loss after a round, or null without validation rows.</param>
    /// <param name="cancellationToken">Ends the rounds.</param>
    /// <returns>The losses, and how many rounds the model keeps: null for all.</returns>
    public static (List<double> Losses, int? Best) Run(GradientBoostingOptions options, Func<int, bool> update, Func<int, double>? loss,
        CancellationToken cancellationToken)
    {
        var losses = new List<double>();
        var best = 0;
        for (var round = 0; round < options.Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!update(round))
                break;
            if (loss is null)
                continue;
            losses.Add(loss(round));
            if (losses[^1] < losses[best])
                best = losses.Count - 1;
            if (losses.Count - 1 - best >= options.EarlyStoppingRounds)
                break;
        }

        return (losses, options.EarlyStoppingRounds is null || losses.Count == 0 ? null : best + 1);
    }
}
