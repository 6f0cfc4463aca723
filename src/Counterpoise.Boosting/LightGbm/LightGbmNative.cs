using System.Runtime.InteropServices;

namespace Counterpoise.Boosting;

/// <summary>The part of LightGBM's C interface that is used here.</summary>
internal static unsafe partial class LightGbmNative
{
    public const int Float32 = 0, Float64 = 1;

    private const string Library = LightGbmLibrary.Name;

    public static string LastError() => Marshal.PtrToStringUTF8(GetLastError()) ?? "no reason was given";

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateRows(double* data, int type, int rows, int columns, int rowMajor, string parameters, nint reference,
        out nint set);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetField(LightGbmRows rows, string field, ReadOnlySpan<float> values, int length, int type);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    internal static partial int FreeRows(nint set);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateBooster(LightGbmRows training, string parameters, out nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterLoadModelFromString")]
    internal static partial int Load(ReadOnlySpan<byte> model, out int rounds, out nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    internal static partial int FreeBooster(nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterAddValidData")]
    internal static partial int Watch(LightGbmModel booster, LightGbmRows rows);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    internal static partial int Update(LightGbmModel booster, out int finished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterRollbackOneIter")]
    internal static partial int Rollback(LightGbmModel booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetEval")]
    internal static partial int Evaluate(LightGbmModel booster, int set, out int count, double* values);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetCurrentIteration")]
    internal static partial int Rounds(LightGbmModel booster, out int rounds);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetNumFeature")]
    internal static partial int FeatureCount(LightGbmModel booster, out int columns);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetNumClasses")]
    internal static partial int ClassCount(LightGbmModel booster, out int classes);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterPredictForMat", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Predict(LightGbmModel booster, double* data, int type, int rows, int columns, int rowMajor, int kind,
        int first, int count, string parameters, out long length, double* values);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterSaveModelToString")]
    internal static partial int Save(LightGbmModel booster, int first, int count, int importance, long capacity, out long length,
        byte* text);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFeatureImportance")]
    internal static partial int Importance(LightGbmModel booster, int count, int kind, double* values);

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    private static partial nint GetLastError();
}
