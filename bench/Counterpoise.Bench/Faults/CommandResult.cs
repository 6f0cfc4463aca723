namespace Counterpoise.Bench.Faults;

/// <summary>What a command line came to.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Error">What it said.</param>
internal readonly record struct CommandResult(int Code, string Error);
