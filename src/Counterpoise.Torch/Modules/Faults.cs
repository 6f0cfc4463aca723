namespace Counterpoise.Torch.Modules;

/// <summary>Collects every fault of an options record, so that one exception names them all.</summary>
internal sealed class Faults(string subject)
{
    private readonly List<string> _found = [];

    public void Require(bool holds, FormattableString fault)
    {
        if (!holds)
        {
            _found.Add(FormattableString.Invariant(fault));
        }
    }

    public void Throw()
    {
        if (_found.Count > 0)
        {
            throw new ArgumentException($"{subject}: {string.Join("; ", _found)}");
        }
    }
}
