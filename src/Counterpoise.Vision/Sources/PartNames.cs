namespace Counterpoise.Vision.Sources;

/// <summary>The names under which folders and manifests know the parts of a data set.</summary>
internal static class PartNames
{
    public const string Expected = "train, val or test";

    public static DatasetPart? Find(string name) => name.Trim().ToUpperInvariant() switch
    {
        "TRAIN" or "TRAINING" => DatasetPart.Train,
        "VAL" or "VALID" or "VALIDATION" or "DEV" => DatasetPart.Validation,
        "TEST" or "TESTING" => DatasetPart.Test,
        _ => null,
    };
}
