namespace Counterpoise.Resampling;

/// <summary>Collects every fault of an options record into one exception.</summary>
internal sealed class OptionFaults(string options)
{
    private readonly List<string> _faults = [];

    internal OptionFaults Require(bool holds, string fault)
    {
        if (!holds)
        {
            _faults.Add(fault);
        }

        return this;
    }

    internal OptionFaults AtLeast(int value, int least, string name) => Require(value >= least, $"{name} is {value}, at least {least} is needed");

    internal void Throw()
    {
        if (_faults.Count > 0)
        {
            throw new ArgumentException($"{options}: {string.Join("; ", _faults)}");
        }
    }
}
