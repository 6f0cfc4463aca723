using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Planning;

/// <summary>Options of <see cref="LlmPlanner"/>.</summary>
public sealed record LlmPlannerOptions
{
    /// <summary>The model's name, for the record.</summary>
    public string Model { get; init; } = "llm";

    /// <summary>Time for both attempts together; 60 seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Tokens that an answer may have, at least 64; 2000 by default.</summary>
    public int MostOutputTokens { get; init; } = 2000;

    /// <summary>
    /// Tokens of questions and answers together, at least 256; 20,000 by default. A second attempt beyond them is not made.
    /// </summary>
    public long MostTokens { get; init; } = 20_000;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(LlmPlannerOptions))
        .Require(!string.IsNullOrWhiteSpace(Model), "Model is empty, expected a name")
        .Require(Timeout > TimeSpan.Zero, nameof(Timeout), Timeout, "expected above zero")
        .Require(MostOutputTokens >= 64, nameof(MostOutputTokens), MostOutputTokens, "expected at least 64")
        .Require(MostTokens >= 256, nameof(MostTokens), MostTokens, "expected at least 256")
        .ThrowIfAny();
}
