namespace Counterpoise.Vision.Sources;

/// <summary>The names under which folders and manifests know the splits of a data set.</summary>
internal static class SplitNames
{
    public const string Expected = "train, val or test";

    private static readonly string[] s_endings = ["SET", "DATA", "IMAGES", "IMGS", "SPLIT", "PART"];

    /// <summary>The split that a name tells, alone or as in <c>training_set</c>, <c>test-data</c>, <c>ValImages</c>.</summary>
    public static DatasetSplit? Find(string name)
    {
        var word = name.Trim().ToUpperInvariant();
        var ending = Array.Find(s_endings, e => word.EndsWith(e, StringComparison.Ordinal));
        return Alone(word) ?? (ending is null ? null : Alone(word[..^ending.Length].TrimEnd('_', '-', ' ')));
    }

    private static DatasetSplit? Alone(string word) => word switch
    {
        "TRAIN" or "TRAINING" => DatasetSplit.Train,
        "VAL" or "VALID" or "VALIDATION" or "DEV" => DatasetSplit.Validation,
        "TEST" or "TESTING" => DatasetSplit.Test,
        _ => null,
    };
}
