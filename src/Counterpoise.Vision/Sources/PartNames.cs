namespace Counterpoise.Vision.Sources;

/// <summary>The names under which folders and manifests know the parts of a data set.</summary>
internal static class PartNames
{
    public const string Expected = "train, val or test";

    private static readonly string[] s_endings = ["SET", "DATA", "IMAGES", "IMGS", "SPLIT", "PART"];

    /// <summary>The part that a name tells, alone or as in <c>training_set</c>, <c>test-data</c>, <c>ValImages</c>.</summary>
    public static DatasetPart? Find(string name)
    {
        var word = name.Trim().ToUpperInvariant();
        var ending = Array.Find(s_endings, e => word.EndsWith(e, StringComparison.Ordinal));
        return Alone(word) ?? (ending is null ? null : Alone(word[..^ending.Length].TrimEnd('_', '-', ' ')));
    }

    private static DatasetPart? Alone(string word) => word switch
    {
        "TRAIN" or "TRAINING" => DatasetPart.Train,
        "VAL" or "VALID" or "VALIDATION" or "DEV" => DatasetPart.Validation,
        "TEST" or "TESTING" => DatasetPart.Test,
        _ => null,
    };
}
