namespace Counterpoise.Transfer.Strategies;

/// <summary>Everything that is to be known of a transfer.</summary>
/// <param name="Problem">Target and sources as they were given.</param>
/// <param name="Options">The options.</param>
/// <param name="Strategies">Every strategy, controls first.</param>
/// <param name="Chosen">Name of the strategy that was chosen.</param>
/// <param name="ChosenBy">How it was chosen, a sentence.</param>
/// <param name="Conflicts">Whether the target's records contradict each source.</param>
/// <param name="LeftOut">Names of sources that were left out for conflict.</param>
/// <param name="Influences">What each source does to the chosen strategy's curve; empty for controls.</param>
/// <param name="DomainAuc">AUC of a classifier that tells the target's intensities from the sources'; 0.5 is no difference. NaN without
/// source records.</param>
public sealed record TransferReport(
    TransferProblem Problem, TransferOptions Options, IReadOnlyList<StrategyOutcome> Strategies, string Chosen, string ChosenBy,
    IReadOnlyList<SourceConflict> Conflicts, IReadOnlyList<string> LeftOut, IReadOnlyList<SourceInfluence> Influences, double DomainAuc)
{
    /// <summary>The chosen strategy.</summary>
    public StrategyOutcome Best => Strategies.First(s => s.Name == Chosen);
}
