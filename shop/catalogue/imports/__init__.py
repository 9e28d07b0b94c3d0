"""The lists that the catalogue takes: goods and prices."""

from d4d.foundation.importing import kinds
from shop.catalogue.imports import goods, prices

kinds.register(goods.KIND)
kinds.register(prices.KIND)
