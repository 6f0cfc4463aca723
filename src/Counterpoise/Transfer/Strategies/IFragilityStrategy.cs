namespace Counterpoise.Transfer.Strategies;

/// <summary>A way to a target's curve from its own few records and its sources.</summary>
public interface IFragilityStrategy
{
    /// <summary>The name in tables, options and files, such as <c>parameter</c>.</summary>
    string Name { get; }

    /// <summary>One sentence on what it does.</summary>
    string Description { get; }

    /// <summary>
    /// Whether it learns from both sides; direct transfer, source average and target-only are the controls beside which such strategies
    /// stand.
    /// </summary>
    bool IsControl { get; }

    /// <summary>Fits the target's curve.</summary>
    /// <param name="problem">Target and sources.</param>
    /// <param name="options">Options, valid.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="StrategyRefusedException">The strategy cannot or should not be used here; the message says why.</exception>
    StrategyFit Fit(TransferProblem problem, TransferOptions options, CancellationToken cancellationToken = default);
}
