namespace Counterpoise.Lifecycle.Drift.Trials;

/// <summary>A detector of a comparison, which can be made more or less ready to alarm.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="Create">Makes the detector for a strictness in [0, 1]: 0 alarms most readily, 1 least.</param>
/// <param name="MinorityOnly">Whether it is given the rows of the minority only.</param>
/// <param name="Tunable">Whether strictness changes anything; dummies that always or never alarm stand beside the others as they
/// are.</param>
public sealed record DetectorCandidate(string Name, Func<double, IStreamDetector> Create, bool MinorityOnly = false, bool Tunable = true);
