using Counterpoise.Deploy.Sensors;

namespace Counterpoise.Workflows.Embedded;

/// <summary>Recordings as they were read.</summary>
/// <param name="Recordings">The recordings.</param>
/// <param name="Classes">The classes.</param>
/// <param name="Channels">Names of the channels.</param>
/// <param name="IsSound">Whether they are sound, whose features are cepstra.</param>
internal sealed record SensorRecordings(IReadOnlyList<SensorRecording> Recordings, IReadOnlyList<string> Classes,
    IReadOnlyList<string> Channels, bool IsSound);
