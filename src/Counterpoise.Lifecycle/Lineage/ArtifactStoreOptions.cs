using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Lineage;

/// <summary>Options of <see cref="ArtifactStore"/>.</summary>
public sealed record ArtifactStoreOptions
{
    /// <summary>Who stands in the audit log; <c>counterpoise</c> by default.</summary>
    public string User { get; init; } = "counterpoise";

    /// <summary>The clock of the audit log; the system's by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long to wait for another process that writes; 30 seconds by default.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(ArtifactStoreOptions))
        .Require(!string.IsNullOrWhiteSpace(User), "User is empty, expected a name for the audit log")
        .Require(Clock is not null, "Clock is null, expected a clock")
        .Require(LockTimeout > TimeSpan.Zero, nameof(LockTimeout), LockTimeout, "expected above zero")
        .ThrowIfAny();
}
