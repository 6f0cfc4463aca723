namespace Counterpoise.Transfer.Strategies;

/// <summary>Thrown by a strategy that cannot or should not be used on a problem.</summary>
/// <param name="message">What was found and what to do.</param>
public sealed class StrategyRefusedException(string message) : InvalidOperationException(message);
