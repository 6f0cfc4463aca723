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
        yield return new("libtorch", Ask(() => TorchVersion.Text, "libtorch-dev", "training and prediction"));
        yield return new("devices", Ask(() => string.Join(", ", ["cpu", .. Enumerable.Range(0, Device.Count(DeviceType.Cuda)).Select(i => Device.Cuda(i).ToString())]), "libtorch-dev", "training and prediction"));
        yield return new("threads", Ask(() => TorchThreads.Count.ToString(CultureInfo.InvariantCulture), "libtorch-dev", "training and prediction"));
        yield return new("libSkiaSharp", Codecs());
        yield return new("lightgbm", LightGbmLibrary.IsAvailable ? LightGbmLibrary.Version : Missing("libgomp1", "boosting and forests"));
        yield return new("libxgboost", XgBoostLibrary.IsAvailable ? XgBoostLibrary.Version.ToString() : Missing("libxgboost0", "the classifiers xgboost and xgboost-forest"));
        yield return new("libduckdb", DuckDbLibrary.IsAvailable ? DuckDbLibrary.Version : "missing: Parquet, JSON and SQL tables need it; it comes with the program for Linux (glibc), Windows and macOS: install it anew");
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

    private static string Ask(Func<string> question, string package, string use)
    {
        try
        {
            return question();
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            return Missing(package, use);
        }
    }

    private static string Missing(string package, string use) => $"missing: {use} need it; apt-get install {package}";
}
