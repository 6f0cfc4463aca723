using Counterpoise.Messages;

namespace Counterpoise.Options;

/// <summary>Collects the faults of an options record and throws them together.</summary>
/// <param name="options">Name of the options record, for the message.</param>
public sealed class OptionsCheck(string options)
{
    private readonly List<Message> _faults = [];

    /// <summary>Notes a fault unless the condition holds.</summary>
    /// <param name="holds">What must be true.</param>
    /// <param name="fault">Found, expected and what to do, in one sentence.</param>
    /// <returns>This check, so that conditions chain.</returns>
    public OptionsCheck Require(bool holds, Message fault)
    {
        if (!holds)
        {
            _faults.Add(fault);
        }

        return this;
    }

    /// <summary>Notes that a property has a value that it cannot have, unless the condition holds.</summary>
    /// <param name="holds">What must be true.</param>
    /// <param name="property">The property.</param>
    /// <param name="found">Its value.</param>
    /// <param name="expected">What was expected, and what to do.</param>
    /// <returns>This check, so that conditions chain.</returns>
    public OptionsCheck Require(bool holds, string property, object? found, Message expected) =>
        holds ? this : Require(holds, $"{new SettingPart(property)} is {found}; {expected}");

    /// <summary>Throws when a fault was noted.</summary>
    /// <exception cref="InvalidOptionsException">At least one condition did not hold.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new InvalidOptionsException(options, _faults);
        }
    }
}
