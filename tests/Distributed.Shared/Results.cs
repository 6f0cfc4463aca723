using System.Text.Json;
using System.Text.Json.Serialization;

namespace Counterpoise.Tests.Distributed;

/// <summary>What a rank found, by name; numbers and texts, written to and read from a file.</summary>
internal sealed class Results
{
    public Dictionary<string, double[]> Numbers { get; init; } = [];

    public Dictionary<string, string> Texts { get; init; } = [];

    /// <summary>Where the ranks may put files, the same for all.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    public static Results Load(string path) => JsonSerializer.Deserialize<Results>(File.ReadAllText(path))
        ?? throw new InvalidDataException(path);

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));
}
