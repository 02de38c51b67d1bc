using System;

namespace Spott.Fakes;

internal sealed record StoredOpportunity(int Index, string CompanyId, DateTimeOffset ModifiedAt);
