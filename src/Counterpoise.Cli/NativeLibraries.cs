using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Data.DuckDb;
using Counterpoise.Torch;
using Counterpoise.Vision.Images;

namespace Counterpoise.Cli;

/// <summary>The native libraries that verbs call, each found or with what brings it.</summary>
internal static class NativeLibraries
{
    /// <summary>A line per library: what it is for, and whether it is there.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Facts()
    {
        yield return new("libtorch", Ask(() => { LibTorch.Load(); return torch.__version__; }));
        yield return new("devices", Ask(() => string.Join(", ",
            ["cpu", .. Enumerable.Range(0, torch.cuda.is_available() ? torch.cuda.device_count() : 0)
            .Select(i => FormattableString.Invariant($"cuda:{i}"))])));
        yield return new("threads", Ask(() => torch.get_num_threads().ToString(CultureInfo.InvariantCulture)));
        yield return new("libSkiaSharp", Codecs());
        yield return new("lightgbm", LightGbmLibrary.IsAvailable ? LightGbmLibrary.Version : Missing("libgomp1", "boosting and forests"));
        yield return new("libxgboost", XgBoostLibrary.IsAvailable ? XgBoostLibrary.Version.ToString()
            : Missing("libxgboost0", "the classifiers xgboost and xgboost-forest"));
        yield return new("libduckdb", DuckDbLibrary.IsAvailable ? DuckDbLibrary.Version
            : "missing: Parquet, JSON and SQL tables need it; it comes with the program for Linux (glibc), Windows and macOS: install it "
            + "anew");
    }

    private static string Codecs()
    {
        try
        {
            return ImageCodec.NativeVersion;
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException)
        {
            return "missing: images need it; it comes with the package SkiaSharp for Windows, macOS and Linux with glibc or musl";
        }
    }

    private static string Ask(Func<string> question)
    {
        try
        {
            return question();
        }
        catch (Exception fault) when (
            fault is DllNotFoundException or BadImageFormatException or TypeInitializationException or NotSupportedException)
        {
            return $"missing: training and prediction need it; {(fault.InnerException ?? fault).Message.Split('\n')[0]}";
        }
    }

    private static string Missing(string package, string use) => $"missing: {use} need it; apt-get install {package}";
}
