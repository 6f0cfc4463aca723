using System.Runtime.InteropServices;

namespace Counterpoise.Boosting;

/// <summary>The part of XGBoost's C interface that is used here.</summary>
internal static unsafe partial class XgBoostNative
{
    private const string Library = XgBoostLibrary.Name;

    public static string LastError() => Marshal.PtrToStringUTF8(GetLastError()) ?? "no reason was given";

    [LibraryImport(Library, EntryPoint = "XGBoostVersion")]
    internal static partial void Version(out int major, out int minor, out int patch);

    [LibraryImport(Library, EntryPoint = "XGDMatrixCreateFromDense", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateMatrix(string array, string configuration, out nint matrix);

    [LibraryImport(Library, EntryPoint = "XGDMatrixFree")]
    internal static partial int FreeMatrix(nint matrix);

    [LibraryImport(Library, EntryPoint = "XGDMatrixSetFloatInfo", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetFloats(XgBoostRows matrix, string field, ReadOnlySpan<float> values, ulong length);

    [LibraryImport(Library, EntryPoint = "XGBoosterCreate")]
    internal static partial int CreateBooster(nint* matrices, ulong count, out nint booster);

    [LibraryImport(Library, EntryPoint = "XGBoosterFree")]
    internal static partial int FreeBooster(nint booster);

    [LibraryImport(Library, EntryPoint = "XGBoosterSetParam", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetParameter(XgBoostModel booster, string name, string value);

    [LibraryImport(Library, EntryPoint = "XGBoosterUpdateOneIter")]
    internal static partial int Update(XgBoostModel booster, int round, XgBoostRows training);

    [LibraryImport(Library, EntryPoint = "XGBoosterEvalOneIter")]
    internal static partial int Evaluate(XgBoostModel booster, int round, nint* matrices, byte** names, ulong count, out nint text);

    [LibraryImport(Library, EntryPoint = "XGBoosterSlice")]
    internal static partial int Slice(XgBoostModel booster, int begin, int end, int step, out nint slice);

    [LibraryImport(Library, EntryPoint = "XGBoosterBoostedRounds")]
    internal static partial int Rounds(XgBoostModel booster, out int rounds);

    [LibraryImport(Library, EntryPoint = "XGBoosterGetNumFeature")]
    internal static partial int FeatureCount(XgBoostModel booster, out ulong count);

    [LibraryImport(Library, EntryPoint = "XGBoosterPredictFromDMatrix", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Predict(XgBoostModel booster, XgBoostRows matrix, string configuration, out ulong* shape,
        out ulong dimensions, out float* values);

    [LibraryImport(Library, EntryPoint = "XGBoosterSaveModelToBuffer", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Save(XgBoostModel booster, string configuration, out ulong length, out byte* bytes);

    [LibraryImport(Library, EntryPoint = "XGBoosterLoadModelFromBuffer")]
    internal static partial int Load(XgBoostModel booster, ReadOnlySpan<byte> bytes, ulong length);

    [LibraryImport(Library, EntryPoint = "XGBoosterSetAttr", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetAttribute(XgBoostModel booster, string key, string value);

    [LibraryImport(Library, EntryPoint = "XGBoosterGetAttr", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GetAttribute(XgBoostModel booster, string key, out nint value, out int found);

    [LibraryImport(Library, EntryPoint = "XGBoosterFeatureScore", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int FeatureScore(XgBoostModel booster, string configuration, out ulong count, out nint* names,
        out ulong dimensions, out ulong* shape, out float* scores);

    [LibraryImport(Library, EntryPoint = "XGBGetLastError")]
    private static partial nint GetLastError();
}
