using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Ranges that the options of many resamplers share.</summary>
internal static class OptionRanges
{
    internal static OptionsCheck AtLeast(this OptionsCheck check, int value, int least, string name) =>
        check.Require(value >= least, name, value, $"at least {least} is needed");
}
